using System.CommandLine;
using System.Globalization;
using MuBench.Manifests;
using MuBench.Manifests.Prices;

namespace MuBench.Cli.Starting;

/// <summary><c>mubench models</c>: lists the kinds of models, the servers and providers, and the models whose list price is known.</summary>
internal static class ModelsCommand
{
    private static readonly (string Kind, string What)[] Kinds =
    [
        (ModelKinds.OpenAI, "any OpenAI-compatible endpoint (else api.openai.com)"),
        (ModelKinds.AzureOpenAI, "a deployment of Azure OpenAI: 'endpoint' and 'deployment'"),
        (ModelKinds.Anthropic, "Anthropic's Messages API (also Foundry, Vertex AI, Bedrock)"),
        (ModelKinds.Gemini, "Google's Gemini API (also Vertex AI)"),
        (ModelKinds.Clip, "a CLIP-family model: an ONNX folder, or an endpoint"),
        (ModelKinds.Interpolation, "mixtures of two CLIP models' weights"),
        (ModelKinds.Random, "floor: an option at random"),
        (ModelKinds.Majority, "floor: the most frequent answer"),
    ];

    public static Command Create()
    {
        var filter = new Argument<string?>("text") { HelpName = "TEXT", Arity = ArgumentArity.ZeroOrOne, Description = "Show only what contains this text, such as 'gpt-5' or 'ollama'." };
        var command = new Command("models", "List the kinds of models, known servers, and known models with their prices and limits.") { filter };
        command.SetAction(parsed => Print(parsed.GetValue(filter) ?? "", parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(string text, TextWriter output)
    {
        var found = false;
        void Table(string title, string[] heading, IEnumerable<string[]> rows, int rightFrom)
        {
            var shown = rows.Where(row => row.Any(cell => cell.Contains(text, StringComparison.OrdinalIgnoreCase))).ToList();
            if (shown.Count == 0)
                return;
            if (found)
                output.WriteLine();
            found = true;
            output.WriteLine(title);
            TextTable.Write(output, heading, shown, rightFrom);
        }

        Table("Kinds (\"kind\" of a model)", ["kind", "what it is"], Kinds.Select(kind => (string[])[kind.Kind, kind.What]), 2);
        Table("Servers and gateways: kind 'openai' with", ["name", "endpoint", "limit field", "apiKey"], KnownServers.All.Select(server => (string[])
            [server.Name, server.Endpoint.OriginalString, server.NeedsMaxTokens ? "max_tokens" : "", server.Secret is { } secret ? $"secret:{secret}" : ""]), 4);
        Table("Models with a known list price, in US dollars per million tokens", ["kind", "model", "input", "cached", "output", "tokens", "as of"], KnownModels.All.Select(Cells), 2);
        if (!found)
        {
            output.WriteLine($"Nothing here contains '{text}'. Any model of an endpoint can be named; give its 'price' or 'pricedAs' if it costs money.");
            return ExitCodes.Done;
        }

        if (KnownModels.All.SelectMany(Cells).Any(cell => cell.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            output.WriteLine("tokens: the output limit if the manifest sets none. r: the model reasons before");
            output.WriteLine("it answers, which counts against the limit. A batch costs half, where there are");
            output.WriteLine("batches. Sources of the prices: docs/money.md.");
        }

        return ExitCodes.Done;
    }

    private static string[] Cells(KnownModel model) =>
    [
        model.Kind, model.Name, Price(model.Input), Price(model.CachedInput), Price(model.Output),
        (model.Reasons ? "r " : "") + model.OutputTokens.ToString("N0", CultureInfo.InvariantCulture), model.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    ];

    private static string Price(decimal? price) => price?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
}
