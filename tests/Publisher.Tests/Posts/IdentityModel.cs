namespace Publisher.Tests.Posts;

/// <summary>Says which post each file is, by what was done to it, and holds the ids against it.</summary>
internal sealed class IdentityModel
{
    private readonly IdentifiedFolder folder = new();
    private readonly SortedDictionary<string, (int Key, string Text)> files = new(StringComparer.Ordinal);
    private readonly List<(int Key, string Text, string Path)> gone = [];
    private readonly Dictionary<int, string> idOf = [];
    private readonly Dictionary<string, int> keyOf = [];
    private int count;

    /// <summary>Does one thing to one file, where it can be done, and looks.</summary>
    public void Step(int what, string name, string other)
    {
        switch (what)
        {
            case 0 when !files.ContainsKey(name):
                Write(name, $"text {++count}", ++count);
                break;
            case 1 when files.TryGetValue(name, out var edited):
                Write(name, $"text {++count}", edited.Key);
                break;
            case 2 when files.TryGetValue(name, out var moved) && !files.ContainsKey(other):
                files.Remove(name);
                folder.Move(name, other);
                files[other] = moved;
                break;
            case 3 when files.TryGetValue(name, out var copied) && !files.ContainsKey(other):
                Write(other, copied.Text, Returned(copied.Text, other) ?? ++count);
                break;
            case 4 when files.TryGetValue(name, out var removed):
                files.Remove(name);
                folder.Remove(name);
                gone.Add((removed.Key, removed.Text, name));
                break;
            case 5 when gone.Count > 0 && !files.ContainsKey(name):
                var text = gone[^1].Text;
                Write(name, text, Returned(text, name)!.Value);
                break;
        }

        Check();
    }

    private void Write(string name, string text, int key)
    {
        files[name] = (key, text);
        folder.Put(name, text);
    }

    // A text that was gone is the post that it was, first of all the one of this name, then the one that went last.
    private int? Returned(string text, string name)
    {
        var candidates = gone.Where(post => post.Text == text).Reverse().OrderBy(post => post.Path == name ? 0 : 1).ToList();
        if (candidates.Count == 0)
            return null;
        gone.Remove(candidates[0]);
        return candidates[0].Key;
    }

    private void Check()
    {
        var posts = folder.Look();
        foreach (var (name, (key, _)) in files)
        {
            var id = posts[name].Id;
            Assert.Equal(idOf.GetValueOrDefault(key, id), id);
            Assert.Equal(keyOf.GetValueOrDefault(id, key), key);
            (idOf[key], keyOf[id]) = (id, key);
        }

        Assert.Equal(files.Values.Select(file => idOf[file.Key]).Order(), folder.Register.Values.Where(row => row.Gone is null).Select(row => row.Id).Order());
    }
}
