namespace MuBench.Tests.Scoring.TokenProbabilities;

/// <summary>The output of data/make_letters.py.</summary>
internal sealed record LettersReference(LettersReference.ReferenceResponse[] Questions, double Brier, double BrierTopLabel, double Ece, double Share)
{
    internal sealed record ReferenceResponse(int Options, int Answer, string Text, string[] Tokens, float[] Logprobs, int Chosen, double[] Probabilities, double Share);
}
