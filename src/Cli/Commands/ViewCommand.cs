using System.CommandLine;
using System.Net;
using MuBench.Cli.Viewing;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench view</c>: shows the runs of a store in a browser, until it is interrupted.</summary>
internal static class ViewCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var port = new Option<int?>("--port")
        {
            HelpName = "N",
            Description = "The port on the loopback interface. Default: that of the last viewer if it is free, else any free one.",
            CustomParser = NumberParser.Integer(IPEndPoint.MinPort, IPEndPoint.MaxPort, $"a port, 1 to {IPEndPoint.MaxPort}, or 0 for a free one"),
        };
        var quiet = new Option<bool>("--no-browser") { Description = "Print the address and open no browser. None is opened either if the output is no terminal, or on Linux without a display." };
        var command = new Command("view", "Show the runs of a store in a browser: reports with images at full size, live runs, comparisons, leaderboards, questions across runs. It writes nothing but your notes.") { store, port, quiet };
        command.SetAction(async parsed =>
        {
            using var interruption = new Interruption();
            var viewer = await Viewer.StartAsync(OfflineContext.Of(StoreFactory.OpenToList(parsed.GetValue(store))), parsed.GetValue(port), ViewMemory.UserFolder, interruption.Draining).ConfigureAwait(false);
            await using var _ = viewer.ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine($"Viewing at {viewer.Address}\nCtrl-C ends it.");
            if (!parsed.GetValue(quiet) && Browser.HasWindow(!Console.IsOutputRedirected, OperatingSystem.IsLinux(), Environment.GetEnvironmentVariable))
                Browser.Open(viewer.Address);
            var warmUp = viewer.WarmUpAsync(interruption.Draining);
            try
            {
                await Task.Delay(Timeout.Infinite, interruption.Draining).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (interruption.Draining.IsCancellationRequested)
            {
                // Ctrl-C is how a viewer ends.
            }

            await warmUp.ConfigureAwait(false);

            return ExitCodes.Done;
        });
        return command;
    }
}
