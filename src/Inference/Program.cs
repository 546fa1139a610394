using MuBench.Inference;

return args is ["--health-check", ..]
    ? await HealthCheck.RunAsync(args.ElementAtOrDefault(1)).ConfigureAwait(false)
    : await ServerCommand.RunAsync(args).ConfigureAwait(false);
