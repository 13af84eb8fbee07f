using System.Collections.Frozen;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>All suppressions as they stood at one moment, to be looked up by address.</summary>
internal sealed class SuppressionList
{
    public static readonly SuppressionList Empty = new(new([]), FrozenDictionary<string, Suppression>.Empty);

    private readonly AddressHash hash;
    private readonly FrozenDictionary<string, Suppression> suppressions;

    private SuppressionList(AddressHash hash, FrozenDictionary<string, Suppression> suppressions)
    {
        this.hash = hash;
        this.suppressions = suppressions;
    }

    public bool Any => suppressions.Count > 0;

    public Suppression? Of(string email) => suppressions.Count == 0 ? null : suppressions.GetValueOrDefault(hash.Of(email));

    /// <summary>Those among many whose address is suppressed.</summary>
    public IEnumerable<T> Among<T>(IReadOnlyCollection<T> all, Func<T, string> email) =>
        suppressions.Count == 0 ? [] : all.Zip(hash.Of(all.Select(email))).Where(pair => suppressions.ContainsKey(pair.Second)).Select(pair => pair.First);

    /// <summary>Those of some addresses alone: it costs as much as they are many.</summary>
    /// <param name="emails">Up to some thousand.</param>
    public static async Task<SuppressionList> ReadAsync(Database database, AddressHash hash, IEnumerable<string> emails, CancellationToken cancellation)
    {
        var names = emails.Distinct().Select((email, at) => (Name: $"h{at}", Value: (object?)hash.Of(email))).ToArray();
        if (names.Length == 0)
            return Empty;
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync(
            $"select {Suppression.Columns}, address_hash from suppressions where address_hash in ({string.Join(", ", names.Select(name => "@" + name.Name))})",
            row => KeyValuePair.Create(row.GetString(2), Suppression.Read(row)),
            cancellation,
            names);
        return new(hash, rows.ToFrozenDictionary());
    }

    /// <summary>Reads it, and writes nothing: where no secret was made yet, nobody is suppressed.</summary>
    public static async Task<SuppressionList> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var secrets = await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", AddressHash.KeptAs));
        if (secrets.Count == 0)
            return Empty;
        var rows = await connection.QueryAsync($"select {Suppression.Columns}, address_hash from suppressions", row => KeyValuePair.Create(row.GetString(2), Suppression.Read(row)), cancellation);
        return new(new(Convert.FromHexString(secrets[0])), rows.ToFrozenDictionary());
    }
}
