using System.Text;

namespace Publisher.Settings;

/// <summary>Reads a whole file as UTF-8, or says in a sentence why that cannot be done.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string? Text, string? Fault) Read(string path)
    {
        try
        {
            return (Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "the file is not UTF-8; save it as UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, Directory.Exists(path)
                ? "this is a folder; give the path of a file"
                : "the file cannot be read; check that it exists and who may read it");
        }
    }
}
