using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Shortcuts;

/// <summary>The metadata questions and the fine questions of an image that has both.</summary>
/// <param name="Source">Its source dataset.</param>
/// <param name="Metadata">Its metadata questions.</param>
/// <param name="Answers">Its fine questions; the release has one per image.</param>
internal sealed record ImageQuestions(string Source, int[] Metadata, int[] Answers)
{
    /// <summary>The images of a run with both kinds of questions, in the order of the plan.</summary>
    public static IReadOnlyList<ImageQuestions> Of(QuestionTable questions)
    {
        var images = new List<ImageQuestions>();
        var (metadata, answers) = (new List<int>(), new List<int>());
        for (var question = 0; question < questions.Count; question++)
        {
            if (question > 0 && questions.ImageOf(question) != questions.ImageOf(question - 1))
                Close(question - 1);
            var key = questions.KeyOf(question);
            if (key == QuestionKeys.Classification)
                answers.Add(question);
            else if (QuestionKeys.Coarse.Contains(key))
                metadata.Add(question);
        }

        if (questions.Count > 0)
            Close(questions.Count - 1);
        return images;

        void Close(int last)
        {
            if (metadata.Count > 0 && answers.Count > 0)
                images.Add(new ImageQuestions(questions.SourceOf(last), [.. metadata], [.. answers]));
            metadata.Clear();
            answers.Clear();
        }
    }
}
