using MuBench.Reports.Documents;

namespace MuBench.Reports;

/// <summary>Says that models were not asked as the official protocol asks: the same words in every output.</summary>
public static class RequestText
{
    /// <summary>The words by which every output marks such a model.</summary>
    public const string Mark = "not official";

    /// <summary>The reason for the mark, in a few words; null if the model was asked as the protocol asks.</summary>
    public static string? InShort(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.AskedWith is { } asked ? $"asked with {asked}" : null;
    }

    /// <summary>The sentence for readers of a model's numbers; null if it was asked as the protocol asks.</summary>
    public static string? Of(ReportModel model) => InShort(model) is { } asked
        ? $"{char.ToUpperInvariant(asked[0])}{asked[1..]}: its results are {Mark}, and not comparable with published ones."
        : null;

    /// <summary>A model's name with its mark, for cells of tables.</summary>
    public static string NameOf(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.AskedWith is null ? model.Id : $"{model.Id} ({Mark})";
    }

    /// <summary>The sentences of a report's models, each after the model's name. Controls are asked like their models.</summary>
    public static IEnumerable<string> Lines(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Models.Where(model => model is { ControlOf: null, AskedWith: not null }).Select(model => $"{model.Id}: {Of(model)}");
    }
}
