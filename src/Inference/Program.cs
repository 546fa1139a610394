using MuBench.Inference;
using MuBench.Printing;

// Paths of requests and names of files get into the log, and a log is read on terminals.
Console.SetOut(new InertWriter(Console.Out));
Console.SetError(new InertWriter(Console.Error));

return args is ["--health-check", ..]
    ? await HealthCheck.RunAsync(args.ElementAtOrDefault(1)).ConfigureAwait(false)
    : await ServerCommand.RunAsync(args).ConfigureAwait(false);
