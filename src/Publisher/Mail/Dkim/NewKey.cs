using System.Security.Cryptography;

namespace Publisher.Mail.Dkim;

internal enum KeyType
{
    Rsa,
    Ed25519,
}

/// <summary>Makes a key, in a file that only its owner can read.</summary>
internal static class NewKey
{
    private const int Bits = 2048;

    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static DkimKey Write(KeyType type, string file, string domain, string selector)
    {
        var pem = type == KeyType.Ed25519 ? KeyPem.WriteEd25519(RandomNumberGenerator.GetBytes(Ed25519Key.Length)) : Rsa();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using (var writer = new StreamWriter(file, options))
            writer.Write(pem + "\n");
        return KeyPem.Read(pem, domain, selector).Key!;
    }

    private static string Rsa()
    {
        using var rsa = RSA.Create(Bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
