namespace MuBench.Inference.Batching;

/// <summary>The limits of the server.</summary>
/// <param name="Inputs">Images and texts that are being decoded, are waiting or are in a forward pass.</param>
/// <param name="Bodies">Bytes of the bodies of requests in progress.</param>
internal sealed record Admissions(Admission Inputs, Admission Bodies);
