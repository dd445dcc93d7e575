<?php
// PHP's EasyRdf: `php easyrdf.php ENDPOINT QUERY`.
error_reporting(E_ALL & ~E_DEPRECATED);
require_once 'EasyRdf/autoload.php';

[, $endpoint, $query] = $argv;
$client = new \EasyRdf\Sparql\Client($endpoint);
$rows = [];
foreach ($client->query($query) as $row) {
    $rows[] = [(string) $row->code, (string) $row->name];
}
if (!$client->query('ASK {}')->isTrue()) {
    exit('ASK');
}
$graph = $client->query('CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 7');
if ($graph->countTriples() !== 7) {
    exit($graph->countTriples() . ' triples');
}
echo json_encode($rows, JSON_UNESCAPED_UNICODE);
