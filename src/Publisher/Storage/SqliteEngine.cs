using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

/// <summary>SQLite: the database is one file, and one process writes to it.</summary>
internal sealed class SqliteEngine(DbDataSource source, string file) : Engine(source)
{
    public override bool IsShared => false;

    public override string CountTables => "select count(*) from sqlite_master where type = 'table' and instr(@names, ',' || name || ',') > 0";

    public override string ListTables => "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' order by name";

    public override string ListReferences => "select m.name, f.\"table\" from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'";

    public override string? Exclusive => null;

    public override string Schema(string script) => script;

    public override Task<Seat> HoldAsync(string node, CancellationToken cancellation) => Task.FromResult<Seat>(ProcessLock.Take(file));

    public override Task<IDisposable> CloseAsync(CancellationToken cancellation) => Task.FromResult<IDisposable>(ProcessLock.Take(file));

    public override string Explain(DbException fault) => fault switch
    {
        // SQLITE_CORRUPT and SQLITE_NOTADB.
        SqliteException { SqliteErrorCode: 11 } => $"the database {file} is damaged: {fault.Message} Put a backup in its place and run `publisher database adopt`, or save what can be read of it with `sqlite3 {file} .recover`",
        SqliteException { SqliteErrorCode: 26 } => $"{file} is no database of SQLite: {fault.Message} Check storage.connectionString, or put a backup in its place and run `publisher database adopt`",
        SqliteException { SqliteErrorCode: 13 } => $"the disk of the database {file} is full: {fault.Message} Make room and start again",
        _ => $"the database {file} cannot be opened: {fault.Message}; check storage.connectionString and the rights on the file",
    };
}
