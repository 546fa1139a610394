namespace MuBench.Scoring.Parity;

/// <summary>The intended deviations from the authors' code (Ale9806/eVLLM).</summary>
internal static class ParityDeviations
{
    public static IReadOnlyList<ParityDeviation> All { get; } =
    [
        new("failed-call", "A call that fails is given the answer of the question before it.",
            "It is missing: in no denominator, and shown with the lowest and highest accuracy that it leaves possible."),
        new("gold-h", "A gold option H (the eighth) stops the scoring: the table of letters ends at G.",
            "The whole lettered option can still be found in the reply; the letter alone never counts."),
        new("nan-text", "\"nan\" anywhere in a stored reply becomes \"np.nan\" before it is matched.",
            "Replies are matched as they came. It can matter only for an option that contains \"nan\"."),
        new("seeded-bootstrap", "The bootstrap has no seed: half-widths change a little from run to run.",
            "It is seeded, and draws how many questions of each kind a resample has instead of the questions: the same distribution."),
        new("subdomain-captions", "Contrastive models were scored on captions for subdomain, too.",
            "The release has none: they are scored on question + \" \" + option there."),
        new("generation", "Every model with settings of its own; GPT-4o with temperature 1 and 2,048 tokens.",
            "The manifest's; by default temperature 0 and 128 tokens, which repeats better. Set theirs for theirs."),
        new("random-floor", "The random model shuffles the options of each question in turn, from one seed (42).",
            "A question's draw comes from a hash of seed, image and prompt: the same wherever it is asked."),
        new("short-locations", "A PaliGemma detection with fewer than four locations stops the inference.",
            "It is left out and counted."),
    ];
}
