using MuBench.Contrastive;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Pipeline.Reporting;

/// <summary>The notes that readers of a model's numbers need.</summary>
internal static class ModelNotes
{
    /// <summary>The notes of a model.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="responses">The responses of the model in the log.</param>
    /// <param name="notAsked">Number of questions of a valid result that were not asked. That occurs only if the budget ended the run.</param>
    public static IReadOnlyList<string> Of(RunPlan plan, ModelManifest model, ModelResponses responses, int notAsked)
    {
        var notes = new List<string>();
        if (model.Request?.ResponseFormat is { } format)
            notes.Add($"The model was asked for JSON; the option is read from the member \"{format.Answer}\", in the same way under every protocol.");
        if (notAsked > 0 && plan.Manifest.MaxUsd is { } limit)
            notes.Add($"{notAsked:N0} questions were not asked: the run's budget of {ReportNumbers.Usd(limit)} had no room for them. The other questions are scored; the bounds show what the missing ones could change.");
        if (ModelKinds.IsGenerative(model.Kind) && responses.Usage is { Usd: null } and ({ Calls: > 0 } or { Reused: > 0 }))
            notes.Add("The cost of the responses is unknown: MuBench knows no price of this model, or the provider did not report the tokens of its calls. Set 'price' or 'pricedAs' of the model.");
        if (responses.Usage.ImplausibleUsage is > 0 and var implausible)
            notes.Add($"The usage that the endpoint reported was implausible in {implausible:N0} answers (token counts that are negative, absurdly large, zero or not numbers): it is in no sum of tokens, and the cost of these responses is unknown. The run's spending counts each at its maximum cost.");
        if (responses.Usage.OtherTiers is not null)
            notes.Add($"{Capitalized(ReportNumbers.OtherTiers(responses.Usage))} ('{ServiceTiers.AskedBy(model)}'). Their cost is by the price of the tier that served them; it is unknown if that price is not known, as with a 'price' of the manifest.");
        if (responses.Table.NotAsked.Count > 0)
            notes.Add($"{responses.Table.NotAsked.Count:N0} questions that other models were asked were not asked of this one: what the run was to find out about it was known before. They are in none of its numbers.");
        if (responses.Table.NotApplicable > responses.Table.NotAsked.Count)
            notes.Add($"{responses.Table.NotApplicable - responses.Table.NotAsked.Count:N0} questions ask for boxes, which such a model does not draw: not applicable, and in none of its numbers.");
        if (plan.Shards.Any(shard => shard.Localization > 0) && ModelKinds.IsGenerative(model.Kind) && DetectionFamilies.Of(model) is var family && !DetectionFamilies.IsOfficial(family))
            notes.Add($"Boxes were asked for by the prompt of the family '{family}', which is MuBench's own: the authors ran detection with PaliGemma and Qwen-VL alone. Set 'detection' of the model for another.");
        if (responses.Table.ScoredByOptions > 0)
            notes.Add($"{responses.Table.ScoredByOptions:N0} questions have no captions in the dataset and were scored by question + \" \" + option: a deviation from the official protocol, which has no rule for them.");
        if (model.Templates is { Count: > 0 } templates)
            notes.Add($"The slice template:ensemble averages the embeddings of the manifest's {templates.Count:N0} templates per option. It is not part of the official protocol, which uses one template, and not comparable with published numbers.");
        if (model.Precision != ModelPrecisions.Fp32)
            notes.Add($"The {model.Precision} export was run; its rounding differs from the reference implementation's.");
        notes.AddRange(ComputedBy.Notes(responses.Provenance.ComputedBy));
        if (responses.Provenance.ComputedBy is [{ By: ComputedCount.NotRecorded }] && (model.Endpoint is not null || model.Precision != ModelPrecisions.Fp32))
            notes.Add(ComputedBy.NotRecordedNote);
        if (responses.Provenance.ImagesOfSeveralPages > 0)
            notes.Add($"{responses.Provenance.ImagesOfSeveralPages:N0} images have several pages or frames; models were shown the first one of each.");
        if (responses.Provenance.ResolvedModels > 1)
            notes.Add($"More than one version answered: {responses.Provenance.ResolvedModel}. Set \"fresh\": true to ask the present version every question.");
        if (responses.Provenance.Hedged > 0)
            notes.Add($"{responses.Provenance.Hedged:N0} questions at the end of a run were asked a second time, because their first request took more than four times as long as 99 % of the others; the faster answer counts. The provider may bill the abandoned requests too; they are not in tokens and cost, but in what the run spent.");
        if (OutputLimits.Warning(plan, model) is { } cut)
            notes.Add(cut);
        if (model.Kind == ModelKinds.Majority)
            notes.Add("The majority floor knows the dataset's answers: it is a floor, not a model.");
        return notes;
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
