namespace MuBench.Inference.Batching;

/// <summary>What is bounded in the server.</summary>
/// <param name="Inputs">Images and texts that are decoded, waiting or in a pass.</param>
/// <param name="Bodies">Bytes of the requests in progress.</param>
internal sealed record Admissions(Admission Inputs, Admission Bodies);
