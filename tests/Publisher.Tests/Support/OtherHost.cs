using System.Diagnostics;
using System.Net;

namespace Publisher.Tests.Support;

/// <summary>A host of its own as far as the network goes: a namespace with a wire to each of some servers of the loopback. Where a wire is pulled nothing passes, in silence, as between real hosts.</summary>
internal sealed class OtherHost : IAsyncDisposable
{
    // Short: the name of a wire has at most 15 letters.
    private readonly string name = $"host{Environment.ProcessId}";
    private readonly List<CuttingProxy> ends = [];

    private OtherHost()
    {
    }

    /// <summary>What a command line begins with that runs there.</summary>
    public IReadOnlyList<string> Runs => ["ip", "netns", "exec", name];

    /// <summary>Where the servers are found, from there and from here.</summary>
    public IReadOnlyList<(string Address, int Port)> Servers => [.. ends.Select((end, wire) => (Near(wire), end.Port))];

    /// <summary>Makes one, where the machine lets the tests; else the test is skipped.</summary>
    /// <param name="servers">Their ports on the loopback.</param>
    public static OtherHost With(params int[] servers)
    {
        var host = new OtherHost();
        var isMade = File.Exists("/usr/sbin/ip") && Try("netns", "add", host.name);
        for (var wire = 0; isMade && wire < servers.Length; wire++)
            isMade = host.Lay(wire);
        if (!isMade)
            host.Remove();
        Assert.SkipUnless(isMade, "it wants a network namespace: iproute2, and root");
        for (var wire = 0; wire < servers.Length; wire++)
            host.ends.Add(new(servers[wire], IPAddress.Parse(Near(wire))));
        return host;
    }

    public void Pull(int wire) => Run("link", "set", Wire(wire), "down");

    public void Plug(int wire) => Run("link", "set", Wire(wire), "up");

    public async ValueTask DisposeAsync()
    {
        foreach (var end in ends)
            await end.DisposeAsync();
        Remove();
    }

    private static string Near(int wire) => Address(wire, 1);

    // A network of four addresses for each, of those that are for tests alone (RFC 2544, appendix C.2.2), and others for other runs of the tests: one that was killed leaves its wires.
    private static string Address(int wire, int end) => $"198.{18 + Slot(wire) / 16384 % 2}.{Slot(wire) / 64 % 256}.{Slot(wire) % 64 * 4 + end}";

    private static int Slot(int wire) => Environment.ProcessId * 2 + wire;

    private string Wire(int wire) => $"{name}-{wire}";

    private bool Lay(int wire) =>
        Try("link", "add", Wire(wire), "type", "veth", "peer", "name", $"wire{wire}", "netns", name)
        && Try("addr", "add", $"{Near(wire)}/30", "dev", Wire(wire))
        && Try("-n", name, "addr", "add", $"{Address(wire, 2)}/30", "dev", $"wire{wire}")
        && Try("-n", name, "link", "set", $"wire{wire}", "up")
        && Try("link", "set", Wire(wire), "up");

    // Its ends of the wires go with it, and ours with those.
    private void Remove()
    {
        if (File.Exists("/usr/sbin/ip"))
            Try("netns", "del", name);
    }

    private static void Run(params string[] arguments) => Assert.True(Try(arguments), string.Join(' ', arguments));

    private static bool Try(params string[] arguments)
    {
        using var ip = Process.Start("ip", arguments);
        ip.WaitForExit();
        return ip.ExitCode == 0;
    }
}
