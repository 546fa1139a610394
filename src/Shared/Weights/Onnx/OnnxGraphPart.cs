namespace MuBench.Weights.Onnx;

/// <summary>One part of a graph. Two graphs compute the same if their parts are equal and in the same order.</summary>
/// <param name="Description">Description for messages.</param>
/// <param name="Hash">Hash of everything that changes the computation; names and comments are not included.</param>
public readonly record struct OnnxGraphPart(string Description, UInt128 Hash);
