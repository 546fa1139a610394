using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Slices;

/// <summary>What each answer of a slice counts: of a graded one its credit, of any other whether it is right.</summary>
internal readonly ref struct SliceCredits(QuestionSlice slice, ReadOnlySpan<Outcome> outcomes, ReadOnlySpan<int> credits)
{
    private readonly ReadOnlySpan<Outcome> _outcomes = outcomes;
    private readonly ReadOnlySpan<int> _credits = credits;
    private readonly bool _isGraded = slice.IsGraded;

    /// <summary>What a whole question counts.</summary>
    public static int UnitOf(QuestionSlice slice) => slice.IsGraded ? QuestionCredits.Whole : 1;

    /// <summary>What an answered item counts, 0 to the unit. A graded item without a stored credit is worth nothing.</summary>
    public int Of(int item) => _isGraded
        ? _credits.IsEmpty ? 0 : _credits[item]
        : _outcomes[item] == Outcome.Correct ? 1 : 0;
}
