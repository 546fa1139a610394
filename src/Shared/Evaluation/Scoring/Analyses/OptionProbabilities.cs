using MuBench.Contrastive;

namespace MuBench.Scoring.Analyses;

/// <summary>Converts the similarities of a question's options into probabilities, in the way for which the model was trained.</summary>
internal static class OptionProbabilities
{
    /// <summary>Why a model's similarities give no probabilities; null if they do.</summary>
    public static string? Missing(ModelFacts? facts) => facts switch
    {
        null => "the store has no facts of this model beside its answers: they were logged by an earlier version. Run the manifest again; nothing is asked twice.",
        { LogitScale: null } => $"the model's folder does not say its trained logit scale. Put the safetensors weights beside the ONNX files, or \"logit_scale\" (its natural logarithm) in config.json.",
        { ScoreFunction: not ModelFacts.Softmax } => $"the model's similarities are read by {facts.ScoreFunction}, which gives no probabilities over options.",
        _ => null,
    };

    /// <summary>
    /// The confidence of one question; null if its similarities are not all finite, or if their number differs from
    /// that of the options.
    /// </summary>
    /// <param name="facts">Facts for which <see cref="Missing"/> is null.</param>
    /// <param name="similarities">Cosine similarity of the image and each option; null if there is no response.</param>
    /// <param name="options">Number of options.</param>
    /// <param name="answerIndex">Index of the correct option.</param>
    public static OptionConfidence? Of(ModelFacts facts, IReadOnlyList<float>? similarities, int options, int answerIndex)
    {
        if (similarities is null || similarities.Count != options || options == 0 || !similarities.All(float.IsFinite))
            return null;
        Span<double> probabilities = options <= 32 ? stackalloc double[options] : new double[options];
        Softmax(similarities, facts.LogitScale!.Value, probabilities);
        return OptionConfidence.Of(probabilities, answerIndex);
    }

    /// <summary>exp(scale x similarity) divided by the sum. The maximum is subtracted first to avoid overflow.</summary>
    public static void Softmax(IReadOnlyList<float> similarities, double scale, Span<double> probabilities)
    {
        var greatest = similarities.Max();
        var sum = 0.0;
        for (var option = 0; option < probabilities.Length; option++)
            sum += probabilities[option] = Math.Exp(scale * ((double)similarities[option] - greatest));
        for (var option = 0; option < probabilities.Length; option++)
            probabilities[option] /= sum;
    }
}
