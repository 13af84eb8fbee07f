using System.Globalization;

namespace Publisher.Storage;

/// <summary>Which database this is, and how often it was used: the same in the database and in a file beside it.</summary>
/// <param name="Epoch">Grows at every start, and before mail goes out.</param>
internal sealed record Instance(string Id, long Epoch);

/// <summary>The file beside a database that repeats its instance. It stays where it is when another copy of the database is put in its place.</summary>
internal sealed class InstanceFile(string path)
{
    public string Path => path;

    public static InstanceFile Of(string databaseFile) => new(databaseFile + ".instance");

    /// <returns>Null where there is no such file, or nothing in it.</returns>
    public Instance? Read()
    {
        if (!File.Exists(path))
            return null;
        var words = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var id, var epoch] && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(id, number) : null;
    }

    /// <summary>Writes it whole: a crash leaves the old or the new.</summary>
    public void Write(Instance instance)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // Two nodes of one machine may have one file.
        var next = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.next");
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instance.Id} {instance.Epoch}\n")));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
