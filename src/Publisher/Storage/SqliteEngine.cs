using System.Data.Common;

namespace Publisher.Storage;

/// <summary>SQLite: the database is one file, and one process writes to it.</summary>
internal sealed class SqliteEngine(DbDataSource source, string file) : Engine(source)
{
    public override string CountTables => "select count(*) from sqlite_master where type = 'table' and instr(@names, ',' || name || ',') > 0";

    public override string? Exclusive => null;

    public override string Schema(string script) => script;

    public override IDisposable Hold() => ProcessLock.Take(file);

    public override string Explain(DbException fault) => $"the database {file} cannot be opened: {fault.Message}; check storage.connectionString and the rights on the file";
}
