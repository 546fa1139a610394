using CsCheck;
using MuBench.Scoring.Matching;

namespace MuBench.Tests.Scoring.Matching;

public sealed class StrictExtractorTests
{
    private static readonly string[] Submodality =
        ["polarized light microscopy", "light microscopy", "darkfield microscopy", "mixed", "synthetic", "none of the above"];

    private static readonly string[] Stain = ["None", "H&E", "Wright-Giemsa", "IHC(HDab)", "GalT–EGFP", "none of the above"];

    private static readonly string[] Heart = ["chronic heart failure", "not chronic heart failure", "none of the above"];

    [Theory]
    // A letter alone.
    [InlineData("B", "B")]
    [InlineData(" B\n", "B")]
    [InlineData("b", "B")]
    [InlineData("a", "A")]
    [InlineData("B.", "B")]
    [InlineData("B)", "B")]
    [InlineData("(B)", "B")]
    [InlineData("[B]", "B")]
    [InlineData("(b)", "B")]
    [InlineData("**B**", "B")]
    [InlineData("**B)**", "B")]
    [InlineData("`B`", "B")]
    [InlineData("\"B\"", "B")]
    [InlineData("'B'", "B")]
    [InlineData("B</s>", "B")]
    [InlineData("B<|im_end|>", "B")]
    [InlineData("Ｂ）", "B")]
    [InlineData("$B$", "B")]
    // A letter with its text.
    [InlineData("B) basophil", "B")]
    [InlineData("B. basophil", "B")]
    [InlineData("B: Basophil", "B")]
    [InlineData("B basophil", "B")]
    [InlineData("B - basophil", "B")]
    [InlineData("(B) basophil.", "B")]
    [InlineData("**B) basophil**", "B")]
    [InlineData("B) basophil\n\nThe cell has dark granules.", "B")]
    [InlineData("B. The granules hide the nucleus.", "B")]
    [InlineData("B, because the granules hide the nucleus.", "B")]
    [InlineData("B because of the granules", "B")]
    [InlineData("A because of the round nucleus", "A")]
    [InlineData("F) none of the above", "F")]
    // Declarations.
    [InlineData("The answer is B", "B")]
    [InlineData("The answer is B.", "B")]
    [InlineData("the answer is b.", "B")]
    [InlineData("The correct answer is (B).", "B")]
    [InlineData("The correct answer is: B) basophil", "B")]
    [InlineData("The answer is A because the nucleus is round.", "A")]
    [InlineData("Answer: B", "B")]
    [InlineData("Answer:B", "B")]
    [InlineData("ANSWER: B", "B")]
    [InlineData("**Answer:** B", "B")]
    [InlineData("**Answer**: **B**", "B")]
    [InlineData("Answer: basophil", "B")]
    [InlineData("Answer: a basophil.", "B")]
    [InlineData("The answer is most likely option C.", "C")]
    [InlineData("The correct option is D) neutrophil.", "D")]
    [InlineData("I would choose C.", "C")]
    [InlineData("I'd go with option E", "E")]
    [InlineData("It's B.", "B")]
    [InlineData("{\"answer\": \"B\"}", "B")]
    [InlineData("<answer>B</answer>", "B")]
    [InlineData("\\boxed{B}", "B")]
    [InlineData("Thus $\\boxed{\\text{C}}$.", "C")]
    [InlineData("A) lymphocyte: no granules.\nB) basophil: fits.\nThe answer is B.", "B")]
    [InlineData("Answer: it might be C at first sight.\nFinal answer: B", "B")]
    [InlineData("It resembles a neutrophil at first glance. The answer is B.", "B")]
    [InlineData("The granules are dark.\n\nB", "B")]
    [InlineData("The granules are dark.\n\n**B) basophil**", "B")]
    [InlineData("The best choice here seems clear: option B", "B")]
    [InlineData("Looking at the granules, I think (B) fits best.", "B")]
    [InlineData("No nucleoli are visible, so the answer is B.", "B")]
    [InlineData("The answer is not A. The answer is B.", "B")]
    [InlineData("B) Basophil - large dark granules, unlike the neutrophil (D).", "B")]
    [InlineData("The answer is (B) because C) does not fit.", "B")]
    [InlineData("The answer is A, not B.", "A")]
    [InlineData("I cannot be sure, but the most likely answer is B.", "B")]
    [InlineData("It could be A or B, but I'd go with B.", "B")]
    [InlineData("I think B.", "B")]
    [InlineData("I'd say B", "B")]
    [InlineData("Ans: B", "B")]
    [InlineData("Answer - B", "B")]
    [InlineData("ASSISTANT: B", "B")]
    [InlineData("### Answer\nB", "B")]
    [InlineData("```json\n{\"answer\": \"B\"}\n```", "B")]
    [InlineData("答案：B", "B")]
    [InlineData("答案是B。", "B")]
    [InlineData("neutrophil (D)", "D")]
    // Option text.
    [InlineData("basophil", "B")]
    [InlineData("Basophil.", "B")]
    [InlineData("A basophil", "B")]
    [InlineData("The image shows a basophil.", "B")]
    [InlineData("None of the above", "F")]
    [InlineData("none of the above.", "F")]
    [InlineData("This is not a neutrophil. It is a basophil.", "B")]
    // Reasoning.
    [InlineData("<think>Could be A or C. Final answer: D?</think>B", "B")]
    [InlineData("<think>\nA) no\n</think>\n\nThe answer is B.", "B")]
    [InlineData("It could be C.</think>B", "B")]
    [InlineData("<thinking>The answer is A</thinking>\nC", "C")]
    [InlineData("<thought>I would choose A</thought>C", "C")]
    [InlineData("It could be D.</thinking>\nC", "C")]
    // Other options beside it.
    [InlineData("B: basophil\nA: no granules would be visible", "B")]
    [InlineData("B. Dark granules.\n\nA. Lymphocytes have no granules.", "B")]
    [InlineData("The answer is B. Wait, C is unlikely.", "B")]
    [InlineData("No, C does not fit. The answer is B.", "B")]
    [InlineData("The answer is B because A is wrong.", "B")]
    [InlineData("B. No nucleoli are visible.", "B")]
    [InlineData("H or E stains show a basophil.", "B")]
    [InlineData("There is no doubt that the answer is B.", "B")]
    public void Extract_ReplyThatSaysAnOption_ReadsIt(string response, string letter) =>
        Assert.Equal(letter[0] - 'A', StrictExtractor.Extract(response, Questions.Blood));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("G")]
    [InlineData("G) something")]
    [InlineData("The answer is H.")]
    [InlineData("A micrograph of blood cells.")]
    [InlineData("A photomicrograph")]
    [InlineData("As an AI, I cannot identify cells.")]
    [InlineData("I'm sorry, but I can't help with that.")]
    [InlineData("Answer: A micrograph of blood")]
    [InlineData("The answer is a matter of debate.")]
    [InlineData("E. coli are visible.")]
    [InlineData("C. elegans, stained")]
    [InlineData("B-cell lymphoma")]
    [InlineData("D cells are seen")]
    [InlineData("B/C")]
    [InlineData("A or B")]
    [InlineData("A, B")]
    [InlineData("A, B because of the granules")]
    [InlineData("A and B")]
    [InlineData("Both (A) and (C)")]
    [InlineData("The answer is B or C.")]
    [InlineData("The answer is B. No, wait: the answer is C.")]
    [InlineData("B) monocyte")]
    [InlineData("The answer is B) monocyte")]
    [InlineData("B. The cell is a neutrophil.")]
    [InlineData("It is either a basophil or a monocyte.")]
    [InlineData("It is a basophil or a monocyte.")]
    [InlineData("The image does not show a basophil.")]
    [InlineData("I cannot tell whether this is a basophil.")]
    [InlineData("I don't think the answer is B.")]
    [InlineData("If the answer is B, the granules should be dark.")]
    [InlineData("The incorrect answer is B.")]
    [InlineData("It is not option B.")]
    [InlineData("A) lymphocyte is unlikely")]
    [InlineData("A) lymphocyte: round nucleus\nB) basophil: dark granules")]
    [InlineData("lymphocytes")]
    [InlineData("a lymphocyte-like cell")]
    [InlineData("None of these")]
    [InlineData("In panel (A) some cells are seen.")]
    [InlineData("<think>The answer is B")]
    [InlineData("The answer is")]
    [InlineData("I think B is wrong.")]
    [InlineData("A is wrong, B is right.")]
    [InlineData("E. None of the above")]
    [InlineData("basophil, not neutrophil")]
    [InlineData("A B C D E F")]
    [InlineData("B?")]
    // Hedges between two letters.
    [InlineData("The answer is option B or C.")]
    [InlineData("It is either option B or C.")]
    [InlineData("I would choose option B or C")]
    [InlineData("The answer is likely option B, or possibly D.")]
    [InlineData("A, or maybe C")]
    [InlineData("A, possibly C")]
    [InlineData("A. Or C.")]
    [InlineData("A; B")]
    [InlineData("A; C; D")]
    // Letters one after another, each with a verdict.
    [InlineData("A: No.\nB: No.\nC: Yes.\nD: No.")]
    [InlineData("A: No.\nB: No.\nC: No.")]
    [InlineData("A. Absent\nB. Present\nC. Absent")]
    [InlineData("A - 5%\nB - 90%")]
    // An answer that is taken back.
    [InlineData("A... no, C")]
    [InlineData("A. Wait, C")]
    [InlineData("A\nActually, C")]
    [InlineData("The answer is A. Wait, it is C.")]
    [InlineData("The answer: A is not correct; C is.")]
    [InlineData("answer: A is wrong, B is right")]
    [InlineData("I doubt that the answer is A.")]
    [InlineData("<thinking>The answer is A")]
    [InlineData("Giemsa")]
    [InlineData("leukocyte")]
    public void Extract_ReplyThatSaysNone_OrMoreThanOne_ReadsNothing(string response) =>
        Assert.Null(StrictExtractor.Extract(response, Questions.Blood));

    [Theory]
    [InlineData("light microscopy", 1)]
    [InlineData("Polarized light microscopy", 0)]
    [InlineData("This was taken with polarized light microscopy.", 0)]
    [InlineData("This was taken with light microscopy.", 1)]
    [InlineData("Polarized light microscopy, rather a kind of light microscopy", null)]
    [InlineData("B) polarized light microscopy", null)]
    [InlineData("The answer is polarized light microscopy.", 0)]
    public void Extract_OptionInsideAnother_TakesTheLonger(string response, int? expected) =>
        Assert.Equal(expected, StrictExtractor.Extract(response, Submodality));

    [Theory]
    [InlineData("lymphocyte", 0)]
    [InlineData("lymphocytes", 1)]
    [InlineData("The lymphocytes are small", 1)]
    [InlineData("A) lymphocytes", null)]
    public void Extract_SingularAndPlural_AreTwoOptions(string response, int? expected) =>
        Assert.Equal(expected, StrictExtractor.Extract(response, ["lymphocyte", "lymphocytes", "mucus"]));

    [Theory]
    [InlineData("None", 0)]
    [InlineData("none.", 0)]
    [InlineData("A) None", 0)]
    [InlineData("The answer is None.", 0)]
    [InlineData("none of the above", 5)]
    [InlineData("The answer is none of the above.", 5)]
    [InlineData("None of the stains", null)]
    [InlineData("H&E", 1)]
    [InlineData("H&E stain", 1)]
    [InlineData("B) H&E", 1)]
    [InlineData("The stain is Wright-Giemsa.", 2)]
    [InlineData("Giemsa", null)]
    [InlineData("IHC(HDab)", 3)]
    [InlineData("It was stained by IHC(HDab)", 3)]
    [InlineData("GalT-EGFP", 4)]
    [InlineData("E) GalT–EGFP", 4)]
    public void Extract_Stains_AreReadAsTheyAreWritten(string response, int? expected) =>
        Assert.Equal(expected, StrictExtractor.Extract(response, Stain));

    [Theory]
    [InlineData("chronic heart failure", 0)]
    [InlineData("Not chronic heart failure", 1)]
    [InlineData("The image shows chronic heart failure.", 0)]
    [InlineData("The diagnosis: not chronic heart failure.", 1)]
    [InlineData("The image does not show chronic heart failure.", null)]
    [InlineData("B) not chronic heart failure", 1)]
    [InlineData("A) not chronic heart failure", null)]
    public void Extract_OptionThatDeniesAnother_IsNotTakenForIt(string response, int? expected) =>
        Assert.Equal(expected, StrictExtractor.Extract(response, Heart));

    [Fact]
    public void Extract_SameTextTwice_ReadsTheLetterOnly()
    {
        string[] options = ["Cored", "cored", "diffuse"];
        Assert.Null(StrictExtractor.Extract("cored", options));
        Assert.Equal(1, StrictExtractor.Extract("B", options));
    }

    [Fact]
    public void Extract_AnyText_ReadsAnOptionInRangeOrNothing() =>
        Gen.String.Select(Gen.String[Gen.Char["ABCDEFGHabcefis()*.:,\n /&-"]], (a, b) => a + b).Sample(response =>
            StrictExtractor.Extract(response, Questions.Blood) is null or (>= 0 and <= 5));

    [Fact]
    public void Extract_EveryFormOfEveryOption_ReadsThatOption()
    {
        string[] forms = ["{0}", "{0}.", "({0})", "{0}) {1}", "{0}. {1}", "**{0}**", "The answer is {0}.", "The correct answer is {0}) {1}.", "Answer: {1}", "{1}", "I choose {0}", "Final answer: {0}", "<think>x</think>{0}"];
        Gen.Select(Gen.OneOf(forms), Gen.Shuffle(Questions.Blood.ToArray()), Gen.Int[0, 5]).Sample((form, options, index) =>
            StrictExtractor.Extract(string.Format(form, (char)('A' + index), options[index]), options) == index);
    }

    [Fact]
    public void Extract_TwoDifferentDeclarations_ReadsNothing() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Where((a, b) => a != b).Sample((a, b) =>
            StrictExtractor.Extract($"The answer is {(char)('A' + a)}. The answer is {(char)('A' + b)}.", Questions.Blood) is null);

    [Fact]
    public void Extract_LongReply_IsReadInLinearTime()
    {
        var response = string.Concat(Enumerable.Repeat("the answer is <think> (A or ", 4000));
        Assert.Null(StrictExtractor.Extract(response, Questions.Blood));
    }
}
