using System.CommandLine;
using MuBench.Cli.Following;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench submit MANIFEST</c>: uploads a manifest for the Functions app of a store, and follows its run.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { Description = "The manifest file (docs/manifest.md)." };
        var store = CommonOptions.Store();
        var noFollow = new Option<bool>("--no-follow") { Description = "Submit and do not wait for the result." };
        var gate = new GateOptions();
        var command = new Command("submit", "Submit a manifest to the service of a blob store, and follow its run.") { manifest, store, noFollow };
        gate.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var submission = new ManifestSubmission(
                parsed.GetRequiredValue(manifest), parsed.GetValue(store), !parsed.GetValue(noFollow), gate.PrinterOf(parsed));
            return await submission.RunAsync().ConfigureAwait(false);
        });
        return command;
    }
}
