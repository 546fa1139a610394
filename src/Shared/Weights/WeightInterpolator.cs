
namespace MuBench.Weights;

/// <summary>Mixes the weights of models of one architecture: θ = Σ wᵢ·θᵢ (docs/weights.md).</summary>
public static class WeightInterpolator
{
    /// <summary>Writes θ = (1 − α)·θ_base + α·θ_tuned for each α, in one pass over two model folders.</summary>
    /// <param name="baseFolder">The base model's folder. The outputs have its layout, element types, configuration and tokenizer.</param>
    /// <param name="tunedFolder">The folder of the fine-tuned model.</param>
    /// <param name="outputs">Each α and the folder to write. The folder must not exist, or must be empty.</param>
    /// <param name="progress">Receives the progress, on any thread; null for none.</param>
    /// <param name="cancellationToken">Stops the work and removes incomplete outputs.</param>
    /// <exception cref="UserException">The models do not fit together (the message lists why), or a file cannot be read or written.</exception>
    public static Task<InterpolationResult> InterpolateFoldersAsync(
        string baseFolder,
        string tunedFolder,
        IReadOnlyList<(double Alpha, string OutputFolder)> outputs,
        IProgress<InterpolationProgress>? progress,
        CancellationToken cancellationToken) =>
        InterpolateAsync(
            [baseFolder, tunedFolder],
            [.. outputs.Select(output => new InterpolationOutput(output.OutputFolder, WeightsOf(output.Alpha)))],
            overwrite: false,
            progress,
            cancellationToken);

    /// <summary>The weights of a mixture of two models: 1 − α and α.</summary>
    public static IReadOnlyList<double> WeightsOf(double alpha) => [1 - alpha, alpha];

    /// <summary>Writes Σ wᵢ·θᵢ for each output, in one pass over the inputs.</summary>
    /// <param name="inputs">Weight files, or model folders. The outputs have the layout and element types of the first one.</param>
    /// <param name="outputs">The outputs to write.</param>
    /// <param name="overwrite">Whether existing files may be replaced.</param>
    /// <param name="progress">Receives the progress, on any thread; null for none.</param>
    /// <param name="cancellationToken">Stops the work and removes incomplete outputs.</param>
    /// <exception cref="UserException">The models do not fit together (the message lists why), or a file cannot be read or written.</exception>
    public static async Task<InterpolationResult> InterpolateAsync(
        IReadOnlyList<string> inputs,
        IReadOnlyList<InterpolationOutput> outputs,
        bool overwrite,
        IProgress<InterpolationProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Count);
        if (outputs.Any(output => output.Weights.Count != inputs.Count || !output.Weights.All(double.IsFinite)))
            throw new ArgumentException("Each output needs one finite weight per input.", nameof(outputs));
        using var job = await Task.Run(() => InterpolationJob.Open(inputs, outputs), cancellationToken).ConfigureAwait(false);
        return await job.RunAsync(overwrite, progress, cancellationToken).ConfigureAwait(false);
    }
}
