using Publisher.Commands;

return await CommandLine.RunAsync(args, TimeProvider.System);
