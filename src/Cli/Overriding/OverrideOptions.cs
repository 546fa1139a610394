using System.CommandLine;
using MuBench.Cli.Commands;

namespace MuBench.Cli.Overriding;

/// <summary>The options with which a command asks a part of a manifest, or changes its fields.</summary>
internal sealed class OverrideOptions
{
    private readonly Option<int?> _limit = new("--limit")
    {
        HelpName = "IMAGES",
        Description = "Ask only so many images: a part of the manifest's sample. The responses count for the whole manifest.",
        CustomParser = NumberParser.Integer(1, int.MaxValue, $"a number of images, 1 to {int.MaxValue}"),
    };

    private readonly Option<string[]> _tasks = Several("--task", "TASK", "Ask only this task, or part of one, such as coarse/stain. Repeat it for several.");

    private readonly Option<string[]> _models = Several("--model", "ID", "Ask only this model. Repeat it for several.");

    private readonly Option<string[]> _sets = new("--set")
    {
        HelpName = "FIELD=VALUE",
        Description = "Change a field of the manifest for this run, such as generation.temperature=0 or models.gpt.timeout=5m. Repeat it for several.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_limit, _tasks, _models, _sets])
            command.Options.Add(option);
    }

    /// <summary>The changes that the options describe.</summary>
    public RunOverrides Of(ParseResult parsed) => new(
        parsed.GetValue(_limit), Split(parsed.GetValue(_tasks)), Split(parsed.GetValue(_models)), parsed.GetValue(_sets) ?? []);

    private static Option<string[]> Several(string name, string help, string description) => new(name) { HelpName = help, Description = description };

    private static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
