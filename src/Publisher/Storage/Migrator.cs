using System.Globalization;

namespace Publisher.Storage;

/// <summary>Brings a database to the newest schema: an ordered list of scripts, each in a transaction with its number.</summary>
internal sealed class Migrator(Database database, TimeProvider time)
{
    /// <returns>The version that it is of now.</returns>
    /// <exception cref="StorageException">The database was made by a newer program.</exception>
    public Task<int> MigrateAsync(CancellationToken cancellation) => MigrateAsync(int.MaxValue, cancellation);

    /// <summary>The same up to an older version.</summary>
    public async Task<int> MigrateAsync(int upTo, CancellationToken cancellation)
    {
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(database.Schema("create table if not exists migrations (number integer primary key not null, applied_at bigint not null)"), cancellation),
            cancellation);
        var scripts = Scripts();
        var done = await VersionAsync(cancellation);
        if (done > scripts.Count)
            throw new StorageException(string.Create(CultureInfo.InvariantCulture, $"the database is of version {done} and this program knows {scripts.Count}; start the newer program that made it"));
        for (var number = done + 1; number <= Math.Min(scripts.Count, upTo); number++)
            await ApplyAsync(number, scripts[number - 1], cancellation);
        return Math.Max(done, Math.Min(scripts.Count, upTo));
    }

    private async Task<int> VersionAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var numbers = await connection.QueryAsync("select coalesce(max(number), 0) from migrations", row => row.Int(0), cancellation);
        return numbers[0];
    }

    private Task ApplyAsync(int number, string script, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            // Another node may have come first while this one waited for its turn.
            if ((await transaction.QueryAsync("select 1 from migrations where number = @number", row => row.GetInt32(0), cancellation, ("number", number))).Count > 0)
                return;
            await transaction.ExecuteAsync(database.Schema(script), cancellation);
            await transaction.ExecuteAsync(
                "insert into migrations (number, applied_at) values (@number, @now)",
                cancellation,
                ("number", number),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        },
        cancellation);

    /// <summary>In order; the first is that of version 1.</summary>
    public static IReadOnlyList<string> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
