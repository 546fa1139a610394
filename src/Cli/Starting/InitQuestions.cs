using MuBench.Naming;
using Spectre.Console;

namespace MuBench.Cli.Starting;

/// <summary>Asks on the terminal what a new manifest should have.</summary>
internal static class InitQuestions
{
    /// <summary>Whether somebody can be asked: input and output are a terminal.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Asks which template to use.</summary>
    public static ManifestTemplate Template() => AnsiConsole.Prompt(new SelectionPrompt<ManifestTemplate>()
        .Title("What do you want to evaluate?")
        .UseConverter(template => Markup.Escape($"{template.Name}: {template.Summary}"))
        .AddChoices(ManifestTemplate.All));

    /// <summary>Asks for the run's name.</summary>
    public static string Name(string proposed) => AnsiConsole.Prompt(new TextPrompt<string>("Name of the run:")
        .DefaultValue(proposed)
        .Validate(name => ManifestNames.IsName(name) ? ValidationResult.Success() : ValidationResult.Error(Markup.Escape($"A name has {ManifestNames.Description}."))));

    /// <summary>Asks for the dataset.</summary>
    public static string Dataset(ManifestTemplate template) => AnsiConsole.Prompt(
        new TextPrompt<string>("Dataset (a name in the store, or ./FOLDER beside the manifest):").DefaultValue(template.Dataset));

    /// <summary>Asks which models to evaluate.</summary>
    public static IReadOnlyList<string> Models(ManifestTemplate template)
    {
        if (template.Name is ManifestTemplate.Clip or ManifestTemplate.FineTune)
        {
            var folders = AnsiConsole.Prompt(new TextPrompt<string>($"Model folders, separated by spaces{(template.Name == ManifestTemplate.FineTune ? " (base, tuned)" : "")}:")
                .DefaultValue(string.Join(' ', template.Models)));
            return folders.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        var prompt = new MultiSelectionPrompt<string>()
            .Title("Which models? (space selects, enter accepts)")
            .AddChoices(TemplateModels.Names);
        foreach (var name in template.Models)
            prompt.Select(name);
        return AnsiConsole.Prompt(prompt);
    }
}
