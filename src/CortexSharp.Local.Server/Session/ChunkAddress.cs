using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Session;

/// <summary>
/// The addresses of a result's chunks. Drivers fetch them without a token, so an address is signed, as those of an object store are.
/// </summary>
internal sealed class ChunkAddress
{
    /// <summary>The route.</summary>
    public const string Route = "/results/{handle}/{number:int:min(1)}";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The address of a chunk, under the name by which the driver reached this server.</summary>
    /// <param name="request">The driver's request.</param>
    /// <param name="handle">The statement.</param>
    /// <param name="number">The chunk.</param>
    public string Of(HttpRequest request, string handle, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}/results/{handle}/{number}?signature={Sign(handle, number)}");

    /// <summary>Whether an address is one of this server's.</summary>
    /// <param name="handle">The statement.</param>
    /// <param name="number">The chunk.</param>
    /// <param name="signature">The signature that came with it.</param>
    public bool IsValid(string handle, int number, string? signature) =>
        signature is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(handle, number)));

    private string Sign(string handle, int number) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{handle}/{number}"))));
}
