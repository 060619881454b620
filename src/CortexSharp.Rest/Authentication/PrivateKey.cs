using System.Security.Cryptography;

namespace CortexSharp.Rest.Authentication;

/// <summary>Reads an RSA private key from PEM, and says what is wrong with one that cannot be read. No message shows a part of the key.</summary>
internal static class PrivateKey
{
    /// <summary>Reads a key file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">The passphrase of an encrypted key.</param>
    /// <exception cref="CortexException">The file cannot be read, or holds no RSA private key that the passphrase opens
    /// (<see cref="CortexErrorKind.Authentication"/>).</exception>
    public static RSA FromFile(string path, string? passphrase)
    {
        try
        {
            return FromPem(File.ReadAllText(path), passphrase, $"The file {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The private key file {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">The key as PEM: PKCS#8, encrypted or not, or PKCS#1.</param>
    /// <param name="passphrase">The passphrase of an encrypted key.</param>
    /// <param name="source">What the key came from, for the messages.</param>
    public static RSA FromPem(string pem, string? passphrase, string source)
    {
        // PKCS#1 encrypted the old way has headers inside its PEM, which .NET does not read.
        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw Wrong($"{source} is encrypted in OpenSSL's old form. Convert it to PKCS#8: openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW.");
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw Wrong($"{source} holds no PEM. A private key begins with -----BEGIN PRIVATE KEY-----, -----BEGIN ENCRYPTED PRIVATE KEY----- or "
                + "-----BEGIN RSA PRIVATE KEY-----.");
        }

        return pem[fields.Label] switch
        {
            "ENCRYPTED PRIVATE KEY" when string.IsNullOrEmpty(passphrase) => throw Wrong($"{source} is encrypted: give its passphrase."),
            "ENCRYPTED PRIVATE KEY" => Import<RSA>(RSA.Create(), key => key.ImportFromEncryptedPem(pem, passphrase))
                ?? throw (IsElliptic(key => key.ImportFromEncryptedPem(pem, passphrase)) ? Elliptic(source) : Wrong($"{source} cannot be decrypted: "
                    + "the passphrase is wrong, or the file is damaged.")),
            "PRIVATE KEY" or "RSA PRIVATE KEY" => Import<RSA>(RSA.Create(), key => key.ImportFromPem(pem))
                ?? throw (IsElliptic(key => key.ImportFromPem(pem)) ? Elliptic(source) : Wrong($"{source} is no RSA private key, or is damaged.")),
            "EC PRIVATE KEY" => throw Elliptic(source),
            "PUBLIC KEY" or "RSA PUBLIC KEY" => throw Wrong($"{source} is the public key. Snowflake holds that one (ALTER USER … SET "
                + "RSA_PUBLIC_KEY); give the private key here."),
            var label => throw Wrong($"{source} holds a {label}; give an RSA private key as PEM (PKCS#8 or PKCS#1)."),
        };
    }

    private static bool IsElliptic(Action<ECDsa> import)
    {
        using var key = Import(ECDsa.Create(), import);
        return key is not null;
    }

    private static T? Import<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    private static CortexException Elliptic(string source) =>
        Wrong($"{source} is an elliptic-curve key; this client signs with RSA. Make one: openssl genrsa 2048 | openssl pkcs8 -topk8 -out "
            + "rsa_key.p8.");

    private static CortexException Wrong(string message, Exception? inner = null) => new(CortexErrorKind.Authentication, message, inner);
}
