using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Json;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>
/// A server's entry for a model in <c>GET /v1/models</c>. MuBench's own server fills all fields; others may give only
/// the name.
/// </summary>
/// <param name="Id">The model's name in requests.</param>
/// <param name="IsOurs">Whether the server is MuBench's own.</param>
/// <param name="MaxInputs">Maximum number of inputs of a request; null if not reported.</param>
/// <param name="Facts">The facts that scoring needs; null if not reported.</param>
/// <param name="ComputedBy">Precision and processor of the computation; null if not reported.</param>
internal sealed record RemoteModelInfo(string Id, bool IsOurs, int? MaxInputs, ModelFacts? Facts, string? ComputedBy)
{
    private const int MaxLength = 120;

    /// <summary>Reads the list of a server's models.</summary>
    public static IReadOnlyList<RemoteModelInfo> ReadList(JsonElement response) =>
        [.. response.List("data").Select(model => Of(model)).OfType<RemoteModelInfo>()];

    private static RemoteModelInfo? Of(JsonElement model) => model.Text("id") is not { } id ? null : new RemoteModelInfo(
        id, model.Text("owned_by") == "mubench", (int?)Number(model, "max_inputs"), FactsOf(model), ComputedByOf(model));

    private static string? ComputedByOf(JsonElement model)
    {
        var said = model.Text("computed_by")
            ?? (model.Text("owned_by") == "mubench" && model.Text("precision") is { } precision ? $"{precision} on what the server does not name" : null);
        return said is { Length: > MaxLength } ? said[..MaxLength] : said;
    }

    private static ModelFacts? FactsOf(JsonElement model) => model.Text("score_function") is not (ModelFacts.Softmax or ModelFacts.Sigmoid) ? null : new ModelFacts
    {
        ScoreFunction = model.Text("score_function")!,
        LogitScale = Number(model, "logit_scale"),
        Parameters = (long?)Number(model, "parameters"),
        Description = model.Text("description"),
    };

    private static double? Number(JsonElement model, string name) =>
        model.Child(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) && number > 0 ? number : null;
}
