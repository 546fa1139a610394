using MuBench.Inference;
using MuBench.Printing;

// The log contains paths of requests and names of files, and may be shown on a terminal.
Console.SetOut(new InertWriter(Console.Out));
Console.SetError(new InertWriter(Console.Error));

return args is ["--health-check", ..]
    ? await HealthCheck.RunAsync(args.ElementAtOrDefault(1)).ConfigureAwait(false)
    : await ServerCommand.RunAsync(args).ConfigureAwait(false);
