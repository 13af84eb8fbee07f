using System.ComponentModel.DataAnnotations;

namespace Publisher.Nodes;

internal enum NodeRole
{
    /// <summary>Looks at the posts and writes the feeds.</summary>
    Publish,

    /// <summary>Sends issues.</summary>
    Send,

    /// <summary>Serves pages.</summary>
    Web,

    /// <summary>Reads what mail servers said of mail.</summary>
    Bounces,

    /// <summary>Composes, and sends mail about subscriptions.</summary>
    Schedule,
}

/// <summary>Section <c>node</c>: what this machine does where several share one PostgreSQL. With SQLite there is one node.</summary>
internal sealed record NodeOptions : IValidatableObject
{
    private const int MaxName = 63;

    /// <summary>Tells it from the others; absent, the machine's name.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<NodeRole> Roles { get; init; } = [NodeRole.Publish, NodeRole.Send, NodeRole.Web, NodeRole.Bounces, NodeRole.Schedule];

    /// <summary>Whether the schedule is shared through PostgreSQL with other nodes; false for a node that is the only one.</summary>
    public bool Cluster { get; init; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name is { Length: > MaxName } or { Length: 0 } || Name?.Any(letter => letter is '/' || char.IsControl(letter)) == true)
            yield return new($"'{Name}' is no name for a node; write up to {MaxName} letters without a slash", [nameof(Name)]);
        if (Roles.Count == 0)
            yield return new("a node without a role does nothing; give it one of publish, send, web, bounces, schedule", [nameof(Roles)]);
    }

    internal bool Has(NodeRole role) => Roles.Contains(role);

    // Pages and issues are made from posts.
    internal bool NeedsPosts => Has(NodeRole.Publish) || Has(NodeRole.Web) || Has(NodeRole.Schedule);
}
