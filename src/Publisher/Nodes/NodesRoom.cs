using Publisher.Settings;
using Publisher.Storage;

namespace Publisher.Nodes;

internal static class NodesRoom
{
    /// <param name="node">This program, which has joined the others where there are any.</param>
    public static IServiceCollection AddNodes(this IServiceCollection services, Node node, NodeBook? book, Seat seat, NodeOptions options)
    {
        services.AddSingleton(node).AddSingleton(options).AddSingleton(seat);
        if (book is not null)
            services.AddSingleton(book).AddHostedService<NodeLife>();
        return services;
    }

    /// <summary>The node of this process; null for the book where there can be no other.</summary>
    public static (Node Node, NodeBook? Book) Of(LoadedSettings loaded, Database database, Random random, TimeProvider time)
    {
        var options = loaded.Settings.Node;
        var node = Node.Current(options.Name, random, !database.IsShared);
        return (node, database.IsShared ? new(database, node, options, SharedSettings.Of(loaded), time) : null);
    }
}
