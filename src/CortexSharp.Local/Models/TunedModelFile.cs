using System.IO.Compression;
using System.Security.Cryptography;

namespace CortexSharp.Local.Models;

/// <summary>
/// The stored form of a tuned model: four letters, a version, the kind of learner, then a checksum and the compressed model.
/// The checksum is verified before anything is read, so a damaged file can neither answer wrongly nor fail halfway.
/// </summary>
internal static class TunedModelFile
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "CXSM"u8;

    public static void Save(ITunedModel model, Stream stream)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(new ZLibStream(payload, CompressionLevel.Fastest, leaveOpen: true)))
            model.WriteTo(writer);

        var bytes = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        stream.Write(Magic);
        stream.WriteByte(Version);
        stream.WriteByte((byte)model.Kind);
        stream.Write(SHA256.HashData(bytes));
        stream.Write(bytes);
    }

    /// <exception cref="InvalidDataException">The stream holds no tuned model, a damaged one, or one of a version or kind unknown here.</exception>
    public static ITunedModel Load(Stream stream)
    {
        Span<byte> header = stackalloc byte[Magic.Length + 2 + SHA256.HashSizeInBytes];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(Magic))
            throw new InvalidDataException("This is not a tuned model: its header is missing.");

        var version = header[Magic.Length];
        var kind = (TunedModelKind)header[Magic.Length + 1];
        var checksum = header[(Magic.Length + 2)..];
        if (version != Version)
            throw new InvalidDataException($"The tuned model has the format version {version}; only version {Version} is known here.");

        using var payload = new MemoryStream();
        stream.CopyTo(payload);
        if (!checksum.SequenceEqual(SHA256.HashData(payload.GetBuffer().AsSpan(0, (int)payload.Length))))
            throw new InvalidDataException("The tuned model is damaged or cut off: its checksum does not match.");

        payload.Position = 0;
        using var reader = new BinaryReader(new ZLibStream(payload, CompressionMode.Decompress));
        return kind switch
        {
            TunedModelKind.LabelClassifier => LabelClassifier.ReadFrom(reader),
            TunedModelKind.NearestPair => NearestPairModel.ReadFrom(reader),
            _ => throw new InvalidDataException($"The tuned model is of the kind {(byte)kind}, which is not known here."),
        };
    }
}
