namespace MuBench.Reports.Documents;

/// <summary>Says that a run is an excerpt: a part of the questions or models of a whole run.</summary>
/// <param name="Of">The id of the whole run.</param>
/// <param name="Images">Number of items of the whole run: images, where every item has one.</param>
/// <param name="Questions">Number of questions of the whole run per model.</param>
/// <param name="AskedModels">Number of models of the manifest that the excerpt has.</param>
/// <param name="Models">Number of models of the whole run's manifest.</param>
/// <param name="GateConditions">Number of conditions of its gate, which an excerpt does not decide.</param>
public sealed record ReportExcerpt(string Of, int Images, int Questions, int AskedModels, int Models, int GateConditions);
