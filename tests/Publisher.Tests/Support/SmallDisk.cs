using System.Diagnostics;

namespace Publisher.Tests.Support;

/// <summary>A small disk of a test's own, which can be filled to the last octet. Only root may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    private string Filler => Path.Combine(path, "filler");

    public static SmallDisk Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path), "A small disk can only be mounted by root on Linux.");
        return new(path);
    }

    /// <summary>A folder on it that belongs to a user, who may come to it.</summary>
    public string FolderFor(string user, string name = "own")
    {
        var own = Directory.CreateDirectory(Path.Combine(path, name)).FullName;
        Run("chown", user, own);
        for (var above = Path.GetDirectoryName(own); above is { Length: > 5 }; above = Path.GetDirectoryName(above))
            Run("chmod", "a+x", above);
        return own;
    }

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[4096]; ;)
                file.Write(block);
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", "--lazy", path);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
