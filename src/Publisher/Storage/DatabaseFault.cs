using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Publisher.Storage;

/// <summary>What a fault of the database means for who uses it.</summary>
internal static class DatabaseFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;

    /// <summary>Whether another process writes to it, and has for longer than is waited.</summary>
    public static bool IsBusy(DbException fault) => fault is SqliteException { SqliteErrorCode: Busy or Locked };

    /// <summary>Whether it came from a server, and not from a file.</summary>
    public static bool IsOfServer(DbException fault) => fault is NpgsqlException;

    /// <summary>A fault in words for the operator.</summary>
    public static string Sentence(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "PostgreSQL takes no writes: this server is read-only, as a standby is; let storage.connectionString name the primary, or add Target Session Attributes=primary to it",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "PostgreSQL has no space left on its disk; make room there, and it goes on by itself",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } shut => $"PostgreSQL was stopped or is starting: {shut.MessageText}; it goes on by itself once the server is back",
        PostgresException told => $"PostgreSQL says: {told.MessageText} ({told.SqlState})",
        NpgsqlException => $"the connection to PostgreSQL was lost: {fault.Message}; it is taken up again by itself",
        SqliteException { SqliteErrorCode: Busy or Locked } => "the database is locked: another program holds it, such as a shell with an open transaction or a copy that is being made; end that, and it goes on by itself",
        SqliteException { SqliteErrorCode: Full } => "the disk of the database is full; make room there, and it goes on by itself",
        SqliteException { SqliteErrorCode: Corrupt } => $"the database is damaged: {fault.Message} Stop the program, put a backup in its place and run `publisher database adopt`",
        _ => fault.Message,
    };
}
