using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

/// <summary>What a fault of the database means for who uses it.</summary>
internal static class DatabaseFault
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>Whether another process writes to it, and has for longer than is waited.</summary>
    public static bool IsBusy(DbException fault) => fault is SqliteException { SqliteErrorCode: Busy or Locked };
}
