namespace MuBench.Viewing;

/// <summary>The models of a choice of results.</summary>
/// <param name="Models">The models, in ordinal order of name, floors last.</param>
/// <param name="Runs">The runs that can be chosen, the newest first.</param>
/// <param name="LeftOut">What is not shown and why, in sentences.</param>
internal sealed record ViewedModels(IReadOnlyList<ViewedModel> Models, IReadOnlyList<string> Runs, IReadOnlyList<string> LeftOut);
