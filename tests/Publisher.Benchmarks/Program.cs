using BenchmarkDotNet.Running;
using Publisher.Benchmarks;
using Publisher.Benchmarks.Composing;
using Publisher.Benchmarks.Feeds;
using Publisher.Benchmarks.Fuzzing;
using Publisher.Benchmarks.Mailing;
using Publisher.Benchmarks.Operating;

if (args is ["fuzz", .. var rest])
    return Fuzz.Run(FuzzOptions.From(rest), TimeProvider.System, Console.Out);
if (args is ["build", .. var build])
    return await Builds.RunAsync(build, Console.Out);
if (args is ["change", .. var options])
    return await Changes.RunAsync(options, Console.Out);
if (args is ["mailing", .. var mailing])
    return await Mailings.RunAsync(mailing, Console.Out);
if (args is ["scaling", .. var nodes])
    return await Scaling.RunAsync(nodes, Console.Out);
if (args is ["move", .. var move])
    return await Moves.RunAsync(move, Console.Out);
if (args is ["kills", .. var kills])
    return await Kills.RunAsync(kills, Console.Out);
if (args is ["compose", .. var readers])
    return await ComposingRace.RunAsync(readers, Console.Out);
if (args is ["pages", .. var pages])
    return await OperatorPages.RunAsync(pages, Console.Out);
if (args is ["fates", .. var fates])
    return await Fates.RunAsync(fates, Console.Out);
if (args is ["plans", .. var plans])
    return await Plans.RunAsync(plans, Console.Out);
if (args is ["histories", .. var histories])
    return await ManyHistories.RunAsync(histories, Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(ReadingBenchmarks).Assembly).Run(args);
return 0;
