namespace MuBench.Naming;

/// <summary>Names of files in a model's folder that have a meaning for MuBench alone.</summary>
public static class ModelFolderNames
{
    /// <summary>
    /// The reference values of a model, which <c>mubench model check</c> reads. The file says what the model computes and is no part of
    /// it: it does not change the model's hash, and a mixture of models does not get it.
    /// </summary>
    public const string Reference = "reference.json";
}
