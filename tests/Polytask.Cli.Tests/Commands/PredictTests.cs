using System.Globalization;
using System.Text.Json;

namespace Polytask.Cli.Tests.Commands;

public sealed class PredictTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    private const string Header = "sentiment,sentiment_negative,sentiment_positive,topic,topic_books,topic_hotels";

    [Fact]
    public void Csv_in_csv_out_with_labels_and_probabilities()
    {
        var lines = Predict("id,text\n1,\"the room, \"\"and\"\" the bed were lovely\"\n2,the chapter and the plot were dull\n");
        Assert.Equal($"id,text,{Header}", lines[0]);
        Assert.StartsWith("1,\"the room, \"\"and\"\" the bed were lovely\",positive,", lines[1]);
        var cells = lines[2].Split(',');
        Assert.Equal(["2", "the chapter and the plot were dull", "negative", "books"], new[] { cells[0], cells[1], cells[2], cells[5] });
        Assert.Equal(1, Number(cells[3]) + Number(cells[4]), 1e-6); // Probabilities of two classes, rounded to floats.
        Assert.Equal(1, Number(cells[6]) + Number(cells[7]), 1e-6);
    }

    [Fact]
    public void Columns_that_are_there_already_keep_their_names()
    {
        var lines = Predict("text,sentiment,topic_books\nlovely,negative,7\n");
        Assert.Equal("text,sentiment,topic_books,sentiment_predicted,sentiment_negative,sentiment_positive,topic,topic_books_predicted,topic_hotels", lines[0]);
        Assert.StartsWith("lovely,negative,7,positive,", lines[1]);
    }

    [Fact]
    public void Json_lines_in_json_lines_out_and_what_else_an_object_holds_stays()
    {
        var lines = Predict("{ \"text\": \"lovely room\", \"n\": 3.50, \"deep\": {\"a\": [1, null]} }\n\n{\"text\":\"é\",\"late\":true}\n");
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("{ \"text\": \"lovely room\", \"n\": 3.50, \"deep\": {\"a\": [1, null]},\"sentiment\":\"positive\",", lines[0]);
        Assert.StartsWith("{\"text\":\"é\",\"late\":true,\"sentiment\":", lines[1]);
        foreach (var line in lines)
            using (var row = JsonDocument.Parse(line)) Assert.InRange(row.RootElement.GetProperty("sentiment_positive").GetDouble(), 0, 1);
    }

    [Theory]
    [InlineData("text\nlovely\n", "jsonl", "{\"text\":\"lovely\",\"sentiment\":\"positive\"")]
    [InlineData("{\"text\":\"a, b\",\"n\":1}\n", "csv", "text,n," + Header + "\n\"a, b\",1,")]
    [InlineData("text\n\"a\tb\"\n", "tsv", "text\tsentiment\tsentiment_negative\tsentiment_positive\ttopic\ttopic_books\ttopic_hotels\na b\t")]
    public void Formats_can_be_changed(string input, string format, string output) =>
        Assert.StartsWith(output, CliRun.With(input, "predict", trained.Run, "--format", format).Succeeds().Output);

    [Theory]
    [InlineData("rows.tsv", "text\tn\n\"lovely\t1\n", "\"lovely\t1\tpositive\t")]
    [InlineData("rows.txt", "text;n\nlovely;1\n", "lovely,1,positive,")]
    [InlineData("rows.ndjson", "{\"text\":\"lovely\"}\n", "{\"text\":\"lovely\",\"sentiment\":\"positive\",")]
    public void A_file_is_read_as_its_name_or_its_beginning_says(string name, string text, string output) =>
        Assert.Contains(output, CliRun.Of("predict", trained.Run, trained.Place.Write(name, text)).Succeeds().Output);

    [Fact]
    public void The_model_alone_predicts_the_same_as_its_run()
    {
        var file = trained.Place["reviews.csv"];
        Assert.Equal(CliRun.Of("predict", trained.Run, file).Lines(), CliRun.Of("predict", Path.Combine(trained.Run, "model"), file).Lines());
    }

    [Fact]
    public void A_file_to_write_is_written_whole_or_not_at_all()
    {
        var (file, output) = (trained.Place.Write("torn.csv", "text\nlovely\n\"dull\n"), trained.Place["predicted.csv"]);
        File.WriteAllText(output, "before");
        CliRun.Of("predict", trained.Run, file, "--out", output).Refuses(1, "torn.csv:3", "closing quote");
        Assert.Equal("before", File.ReadAllText(output));
        Assert.Equal("", CliRun.With("text\nlovely\n", "predict", trained.Run, "--out", output).Succeeds().Output);
        Assert.Equal(2, File.ReadAllLines(output).Length);
    }

    [Fact]
    public void Saliency_is_of_images_and_needs_a_place()
    {
        CliRun.With("text\nlovely\n", "predict", trained.Run, "--saliency").Refuses(2, "--saliency", "--pictures DIR");
        CliRun.With("text\nlovely\n", "predict", trained.Run, "--pictures", trained.Place["pictures"], "--saliency").Refuses(2, "--saliency", "the model reads none");
        Assert.False(Directory.Exists(trained.Place["pictures"]));
    }

    [Fact]
    public void Many_rows_come_out_in_their_order()
    {
        var lines = Predict("id,text\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},lovely room {i}\n")));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i}"), lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void No_row_in_no_row_out() => Assert.Equal([$"text,{Header}"], Predict("text\n"));

    [Fact]
    public void One_text_gives_a_table()
    {
        var lines = CliRun.Of("predict", trained.Run, "--text", "@ the room and the bed were lovely").Lines();
        Assert.Contains(lines, line => line.Contains("positive 0.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("hotels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "column names")]
    [InlineData("words\nlovely\n", "No source has a column 'text'. Found: input: words.")]
    [InlineData("{\"words\":\"lovely\"}\n", "No source has a column 'text'. Found: input: words.")]
    [InlineData("text,n\nlovely\n", "expected 2 cells")]
    [InlineData("{\"text\":\"lovely\"}\n{\"text\":\n", "stdin:2")]
    public void Rows_that_cannot_be_predicted(string input, string said)
    {
        var run = CliRun.With(input, "predict", trained.Run);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public void One_text_and_a_file_are_too_much() => CliRun.Of("predict", trained.Run, "x.csv", "--text", "lovely").Refuses(2, "--text");

    [Fact]
    public void A_model_that_is_not_there() => CliRun.Of("predict", trained.Place["none"], "--text", "lovely").Refuses(2, "none", "does not exist");

    private string[] Predict(string input) => CliRun.With(input, "predict", trained.Run).Lines();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
