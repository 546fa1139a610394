namespace MuBench.Weights.Onnx;

/// <summary>One part of a graph: two graphs compute the same where these are equal in order.</summary>
/// <param name="Description">What it is, for a person.</param>
/// <param name="Hash">All that changes what it computes; not names and comments.</param>
public readonly record struct OnnxGraphPart(string Description, UInt128 Hash);
