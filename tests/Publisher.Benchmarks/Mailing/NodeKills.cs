using System.Globalization;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Mailing;

/// <summary>Several nodes send from one PostgreSQL while they are killed, or stopped for longer than their lease and continued, and PostgreSQL is restarted.</summary>
internal sealed class NodeKills(MailedBlog blog, Random random, int nodes) : IDisposable
{
    /// <summary>Of each node.</summary>
    public const int Connections = 4;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private readonly SendingProgram?[] running = new SendingProgram?[nodes];
    private readonly Task?[] paused = new Task?[nodes];
    private int kills;
    private int pauses;
    private int restarts;
    private int revived;

    public int Events => kills + pauses + restarts;

    public string Told => string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {pauses} pauses beyond the lease, {restarts} restarts of PostgreSQL, after which {revived} nodes had ended by themselves");

    /// <summary>How many messages may have been taken without an answer that was noted.</summary>
    public int Unknowable => (kills + pauses + revived + (restarts * nodes)) * Connections;

    /// <summary>What the nodes said.</summary>
    public string Output => string.Join('\n', running.Select(program => program?.Output));

    /// <summary>The settings that make leases and retries short.</summary>
    public static string[] Settings => [$"newsletter.lease={Lease}", $"mail.smtp.connections={Connections}"];

    /// <param name="wanted">How many events.</param>
    /// <param name="isDone">Ends it early when all was sent.</param>
    public async Task DisturbAsync(int wanted, Func<Task<bool>> isDone)
    {
        for (var node = 0; node < nodes; node++)
            Start(node);
        while (Events < wanted && !await isDone())
        {
            await Task.Delay(random.Next(300, 3000));
            Disturb(random.Next(nodes), random.Next(100));
            Revive();
        }

        await Task.WhenAll(paused.OfType<Task>());
    }

    /// <summary>Starts again what has ended by itself, as a service manager would: a node ends where its database is away at the start.</summary>
    public void Revive()
    {
        for (var node = 0; node < nodes; node++)
        {
            if (running[node] is not { HasExited: true } ended)
                continue;
            ended.Dispose();
            Start(node);
            revived++;
        }
    }

    public void Dispose()
    {
        foreach (var program in running)
            program?.Dispose();
    }

    private void Disturb(int node, int kind)
    {
        if (kind >= 90)
        {
            PostgresServer.Restart();
            restarts++;
        }
        else if (paused[node] is { IsCompleted: false })
        {
            // It is left to its pause.
        }
        else if (kind >= 65)
        {
            paused[node] = PauseAsync(running[node]!);
            pauses++;
        }
        else
        {
            running[node]!.Kill();
            running[node]!.Dispose();
            kills++;
            Start(node);
        }
    }

    // The server goes on taking what the others send.
    private async Task PauseAsync(SendingProgram program)
    {
        program.Signal("STOP");
        await Task.Delay(Lease + TimeSpan.FromMilliseconds(random.Next(500, 4000)));
        program.Signal("CONT");
    }

    private void Start(int node) => running[node] = blog.Start(string.Create(CultureInfo.InvariantCulture, $"node.name=node{node}"));
}
