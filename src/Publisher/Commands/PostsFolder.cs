using Publisher.Settings;

namespace Publisher.Commands;

/// <summary>The check that the posts are where the settings say, before anything else is begun.</summary>
internal static class PostsFolder
{
    /// <exception cref="SettingsException">It is not there.</exception>
    public static void Require(LoadedSettings loaded)
    {
        var folder = loaded.Settings.Posts.Folder;
        if (Directory.Exists(folder))
            return;
        var message = File.Exists(folder)
            ? $"{Path.GetFullPath(folder)} is a file; name the folder that holds the posts"
            : $"the folder {Path.GetFullPath(folder)} is not there; create it, or name the folder that holds the posts";
        throw new SettingsException([new(loaded.Where("posts.folder")?.ToString(), "posts.folder", message)]);
    }
}
