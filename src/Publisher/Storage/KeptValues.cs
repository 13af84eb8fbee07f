using System.Data.Common;

namespace Publisher.Storage;

/// <summary>Values that a database keeps by name.</summary>
internal static class KeptValues
{
    /// <summary>The value of a name; where there is none yet, the one that is offered is kept.</summary>
    public static async Task<string> KeepAsync(this DbTransaction transaction, string name, string offered, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync("insert into kept_values (name, value) values (@name, @value) on conflict (name) do nothing", cancellation, ("name", name), ("value", offered));
        return (await transaction.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", name)))[0];
    }

    public static Task ReplaceAsync(this DbTransaction transaction, string name, string value, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into kept_values (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", cancellation, ("name", name), ("value", value));
}
