using Publisher.Posts;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary>A post as people name it: by its file, its id or its address. Drafts too.</summary>
internal static class NamedPost
{
    public const string Description = "The post: its file, its id or its address";

    /// <exception cref="CommandException">There is none, or it cannot be read.</exception>
    public static Post Find(string name, Desk desk, string folder)
    {
        var post = Named(name, desk, folder) ?? throw None(name, desk);
        return post.Status is PostStatus.Broken or PostStatus.Skipped ? throw new CommandException($"{post.Path} cannot be mailed: {post.Reason}. `publisher check` says where and how to mend it.") : post;
    }

    public static CommandException None(string name, Desk desk) => new($"There is no post '{name}'{Suggestion(name, desk)}; `publisher posts` lists them all.");

    /// <summary>The same, whatever state it is in; null where there is none.</summary>
    public static Post? Named(string name, Desk desk, string folder)
    {
        var path = Path.GetRelativePath(folder, name).Replace('\\', '/');
        var address = Uri.TryCreate(desk.World.Site.Url, name, out var url) ? url : null;
        return desk.Catalogue.Posts.FirstOrDefault(post => post.Path == name || post.Path == path)
            ?? desk.Catalogue.Posts.FirstOrDefault(post => post.Id.Length > 0 && post.Id == name)
            ?? desk.Catalogue.Posts.FirstOrDefault(post => post.Url is not null && address is not null && post.Url.Host == address.Host && Catalogue.Address(post) == Catalogue.Key(address));
    }

    private static string Suggestion(string name, Desk desk) => Nearest.To(name, desk.Catalogue.Posts.Select(post => post.Path)) is { } near ? $"; did you mean {near}?" : "";
}
