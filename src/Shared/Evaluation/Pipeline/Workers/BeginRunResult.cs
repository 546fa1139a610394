namespace MuBench.Pipeline.Workers;

/// <summary>A planned run.</summary>
/// <param name="Models">Number of models, each with its passes.</param>
/// <param name="Questions">Number of questions of the run, per model.</param>
/// <param name="OneByOne">
/// Whether the models run one after another, because one worker at a time spends the budget: it also pays batches or a server by time.
/// </param>
/// <param name="Waves">Number of waves, after each of which a look may stop the run; 0 for a run that asks every question.</param>
/// <param name="SendsEvents">Whether the end of the run is sent as an event.</param>
/// <param name="Helpers">Positions of the models that are asked about all images before the first wave; null for none.</param>
public sealed record BeginRunResult(int Models, int Questions, bool OneByOne = false, int Waves = 0, bool SendsEvents = false, IReadOnlyList<int>? Helpers = null);
