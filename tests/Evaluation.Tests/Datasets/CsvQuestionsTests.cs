namespace MuBench.Tests.Datasets;

public sealed class CsvQuestionsTests
{
    [Theory]
    [InlineData("image,question,options,answer\n1.png,\"Which, here?\",one|two,two\n")]
    [InlineData("\uFEFFimage;question;A;B;answer\r\n1.png;\"Which, here?\";one;two;b\r\n")]
    [InlineData("image,question,A,B,answer\n1.png,\"Which, here?\",one,two,two\n,,,,\n")]
    [InlineData("image,question,A,B,answer_idx\n1.png,\"Which, here?\",one,two,1\n")]
    public async Task ImportAsync_AnySpreadsheet_IsRead(string csv)
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, csv);

        await place.ImportAsync();

        var question = Assert.Single(Assert.Single(await place.ReadAsync()).Record.Questions);
        Assert.Equal(("question", "Which, here?", 1), (question.Key, question.Text, question.AnswerIndex));
        Assert.Equal(["one", "two"], question.Options);
    }

    [Fact]
    public async Task ImportAsync_SeveralQuestionsOfAnImage_AreOneItem()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, "image,key,question,options,answer,dataset,style\n1.png,phase,Which?,a|b,a,lab,\n2.png,phase,Which?,a|b,b,lab,\n1.png,stain,What?,x|y,x,,microvqa\n1.png|2.png,pair,And?,p|q,q,,\n");

        await place.ImportAsync();

        var items = (await place.ReadAsync()).Select(item => item.Record).ToList();
        Assert.Equal([2, 1, 1], items.Select(item => item.Questions.Count));
        Assert.Equal([1, 1, 2], items.Select(item => item.PartCount));
        Assert.Equal(("lab", "microvqa"), (items[0].Source, items[0].Questions[1].Style));
    }

    [Theory]
    [InlineData("image,question,options,anwser\n", "line 1: has the unknown column 'anwser'; did you mean 'answer'?")]
    [InlineData("question,options,answer\n", "line 1: has no column 'image'")]
    [InlineData("image,question,options,answer\n1.png,Which, here?,a|b,a\n", "line 2: has 5 cells, and the heading 4; a cell with a comma is written in quotes")]
    [InlineData("image,question,options,answer\n1.png,Q?,a|b,a\n1.png,R?,a|b,a\n", "line 3: the image has a question of the key 'question' already; give each question of an image a 'key' of its own")]
    [InlineData("image,question,A,C,answer\n1.png,Q?,a,c,A\n", "line 2: has an option C, but none in the column B before it")]
    [InlineData("image,key,question,options,answer,dataset\n1.png,a,Q?,a|b,a,x\n1.png,b,Q?,a|b,a,y\n", "line 3: 'dataset' is 'y', and 'x' in an earlier row of the same image")]
    [InlineData("image,question,options\n1.png,Q?,a|b\n", "line 2: 'questions.question' has neither answer_idx nor answer")]
    [InlineData("image,question,options,answer\n,Q?,a|b,a\n", "line 2: 'image' is empty")]
    public async Task ImportAsync_WrongRow_NamesLineAndColumn(string csv, string expected)
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, csv);

        Assert.Contains($"questions.csv' {expected}", (await Assert.ThrowsAsync<UserException>(() => place.ImportAsync())).Message);
    }

    [Theory]
    [InlineData("questions.yaml", "YAML and single JSON documents are not read. Write the questions as questions.jsonl")]
    [InlineData("questions.json", "YAML and single JSON documents are not read.")]
    [InlineData("mine.csv", "Is 'mine.csv' that file?")]
    public async Task ImportAsync_QuestionsInAnotherForm_SaysWhatIsRead(string file, string expected)
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllTextAsync(place.PathOf(file), "phase:", TestContext.Current.CancellationToken);

        Assert.Contains(expected, (await Assert.ThrowsAsync<UserException>(() => place.ImportAsync())).Message);
    }

    [Fact]
    public async Task ImportAsync_BothForms_AreAFault()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, "image,question,options,answer\n");
        await File.WriteAllTextAsync(place.PathOf("questions.jsonl"), "", TestContext.Current.CancellationToken);

        Assert.Contains("has both questions.jsonl and questions.csv", (await Assert.ThrowsAsync<UserException>(() => place.ImportAsync())).Message);
    }

    private static async Task WriteAsync(DatasetWorkplace place, string csv)
    {
        await File.WriteAllTextAsync(place.PathOf("questions.csv"), csv, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(place.PathOf("2.png"), [2], TestContext.Current.CancellationToken);
    }
}
