namespace MuBench.Weights.Mixing;

/// <summary>Translates faults of the file system about an output into messages with a remedy.</summary>
internal static class OutputFaults
{
    /// <summary>Makes the exception.</summary>
    public static UserException Explain(Exception fault, string path) =>
        new($"The weights '{path}' cannot be written: {fault.Message.TrimEnd('.')}. Free some space, or choose another place; nothing was changed.", fault);
}
