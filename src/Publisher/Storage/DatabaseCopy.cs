using System.Data.Common;
using System.Globalization;

namespace Publisher.Storage;

/// <summary>A table that was copied.</summary>
/// <param name="Rows">How many there are in both.</param>
internal sealed record CopiedTable(string Name, long Rows);

/// <summary>Copies everything from one database to another of either kind: each table that stands in both schemas, in one transaction, and compares them before it counts.</summary>
/// <param name="hand">Hands the right to mail over, when all is known to be the same and before it counts.</param>
/// <param name="report">Is told of each table.</param>
internal sealed class DatabaseCopy(Database from, Database to, Func<DbTransaction, Task> hand, Action<CopiedTable> report)
{
    // Of the schema itself, and Quartz's, which makes its own.
    private const string Schema = "migrations";
    private const string Schedule = "qrtz_";

    /// <summary>Both were brought to one version before, and nobody writes to either.</summary>
    /// <exception cref="StorageException">The other holds something already, or is not the same afterwards.</exception>
    public async Task<IReadOnlyList<CopiedTable>> CopyAsync(CancellationToken cancellation)
    {
        var tables = await InOrderAsync(await TablesAsync(cancellation), cancellation);
        await using var source = await from.OpenAsync(cancellation);
        return await to.WriteAsync(
            async target =>
            {
                // Sums over many rows of the source take a while, in which this one waits.
                if (to.Patient is { } patient)
                    await target.ExecuteAsync(patient, cancellation);
                await RequireEmptyAsync(target, tables, cancellation);
                var copied = new List<CopiedTable>();
                foreach (var table in tables)
                    copied.Add(await CopyAsync(source, target, table, cancellation));
                foreach (var table in tables)
                    await CompareAsync(source, target, table, cancellation);
                await hand(target);
                return copied;
            },
            cancellation);
    }

    private async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellation)
    {
        var (here, there) = (Ours(await from.TablesAsync(cancellation)), Ours(await to.TablesAsync(cancellation)));
        return here.Except(there).Concat(there.Except(here)).FirstOrDefault() is { } odd
            ? throw new StorageException($"only one of the two databases has the table {odd}; bring both to this program by `publisher database migrate`")
            : here;
    }

    private static List<string> Ours(IReadOnlyList<string> names) => [.. names.Where(name => name != Schema && !name.StartsWith(Schedule, StringComparison.Ordinal))];

    // What another refers to comes first.
    private async Task<IReadOnlyList<string>> InOrderAsync(IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        var before = (await from.ReferencesAsync(cancellation)).ToLookup(pair => pair.Table, pair => pair.Referred);
        var ordered = new List<string>();
        void Add(string table)
        {
            if (ordered.Contains(table))
                return;
            foreach (var referred in before[table].Where(referred => referred != table))
                Add(referred);
            ordered.Add(table);
        }

        foreach (var table in tables)
            Add(table);
        return ordered;
    }

    private static async Task RequireEmptyAsync(DbTransaction target, IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
        {
            if ((await target.QueryAsync($"select 1 from {table} limit 1", row => 1, cancellation)).Count > 0)
                throw new StorageException($"the database to copy to is not empty: there is something in {table}. Give an empty one; a copy that was broken off leaves nothing behind");
        }
    }

    private async Task<CopiedTable> CopyAsync(DbConnection source, DbTransaction target, string table, CancellationToken cancellation)
    {
        var columns = await ColumnsAsync(source, table, cancellation);
        var names = string.Join(", ", columns);
        await using var insert = new Statement(target, $"insert into {table} ({names}) values ({string.Join(", ", columns.Select(column => $"@{column}"))})", [.. columns]);
        await using var command = Rows(source, table, columns);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = 0L;
        for (var values = new object[columns.Count]; await reader.ReadAsync(cancellation); rows++)
        {
            reader.GetValues(values);
            await insert.AddAsync([.. values.Select(value => value is DBNull ? null : value)]);
        }

        await insert.EndAsync();
        await to.GoOnNumberingAsync(target, table, cancellation);
        report(new(table, rows));
        return new(table, rows);
    }

    private static async Task CompareAsync(DbConnection source, DbTransaction target, string table, CancellationToken cancellation)
    {
        var columns = await ColumnsAsync(source, table, cancellation);
        await using var command = Rows(source, table, columns);
        await using var copied = Rows(target.Connection!, table, columns);
        copied.Transaction = target;
        var (here, there) = (await RowSum.OfAsync(command, cancellation), await RowSum.OfAsync(copied, cancellation));
        if (here != there)
            throw new StorageException(string.Create(CultureInfo.InvariantCulture, $"{table} is not the same in the copy: {here.Rows} rows here, {there.Rows} there, or other values. Nothing was kept; try again while nobody writes to it"));
    }

    private static DbCommand Rows(DbConnection connection, string table, IReadOnlyList<string> columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", columns)} from {table}";
        return command;
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(DbConnection source, string table, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"select * from {table} limit 0";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
