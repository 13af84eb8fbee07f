using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Publisher.Tests.Newsletter.Histories;

/// <summary>The program died.</summary>
internal sealed class CrashException : Exception;

/// <summary>When the program dies: before or after a statement, commits included.</summary>
internal sealed class Crash
{
    private int left;

    public bool IsDead { get; private set; }

    /// <param name="moments">How many moments from now; there are two to a statement.</param>
    public void After(int moments) => (left, IsDead) = (moments, false);

    /// <summary>Nothing is to happen any more.</summary>
    public void Never() => After(0);

    public void Pass()
    {
        if (IsDead || (left > 0 && --left == 0))
        {
            IsDead = true;
            throw new CrashException();
        }
    }
}

/// <summary>Connections to a real SQLite database in memory that end where the crash is.</summary>
internal sealed class CrashingSource(string connectionString, Crash crash) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new CrashingConnection(connectionString, crash);

    private sealed class CrashingConnection(string connectionString, Crash crash) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new CrashingCommand(crash) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };
    }

    private sealed class CrashingCommand(Crash crash) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            // What SQLite would do by itself when the process is gone.
            if (CommandText.StartsWith("ROLLBACK", StringComparison.OrdinalIgnoreCase))
                return Undo(behavior);
            crash.Pass();
            var reader = base.ExecuteReader(behavior);
            try
            {
                crash.Pass();
            }
            catch
            {
                reader.Dispose();
                throw;
            }

            return reader;
        }

        // Who died right after a commit has nothing to undo.
        private SqliteDataReader Undo(CommandBehavior behavior)
        {
            try
            {
                return base.ExecuteReader(behavior);
            }
            catch (SqliteException) when (crash.IsDead)
            {
                CommandText = "select 1";
                return base.ExecuteReader(behavior);
            }
        }
    }
}
